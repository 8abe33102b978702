package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class JoinedCrcTest {
    @Test
    void theCrcOfPartsIsThatOfTheWhole() {
        Random random = new Random(1);
        CRC32 whole = new CRC32();
        JoinedCrc joined = new JoinedCrc();
        for (int i = 0; i < 300; i++) {
            byte[] part = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(100_000)];
            random.nextBytes(part);
            whole.update(part);
            CRC32 alone = new CRC32();
            alone.update(part);

            joined.add((int) alone.getValue(), part.length);

            assertThat(joined.value()).isEqualTo((int) whole.getValue());
        }
    }
}
