package io.atomicdatasets.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class IndexedPngTest {
    @Test
    void aTallPictureHoldsWhatWasDrawnAlsoWhereItsBandsMeet() throws Exception {
        Drawing drawing = new Drawing(300, 700, canvas -> {
            canvas.setColor(Inks.TEXT);
            canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 60));
            for (int baseline = 50; baseline < 700; baseline += 45) { // some stand across every border
                canvas.drawString("L:" + baseline, 20, baseline);
            }
        });
        BufferedImage whole = drawing.picture();

        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(new IndexedPng().encode(drawing)));

        assertThat(decoded.getWidth()).isEqualTo(300);
        assertThat(decoded.getHeight()).isEqualTo(700);
        int dark = 0;
        for (int y = 0; y < 700; y++) {
            for (int x = 0; x < 300; x++) {
                int green = whole.getRGB(x, y) >> 8 & 0xFF;
                assertThat(decoded.getRGB(x, y) >> 8 & 0xFF).as("%d, %d", x, y).isBetween(green - 2, green + 2);
                dark += green < 128 ? 1 : 0;
            }
        }
        assertThat(dark).isGreaterThan(5_000);
    }
}
