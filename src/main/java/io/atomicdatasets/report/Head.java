package io.atomicdatasets.report;

import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.DatasetInfo;
import io.atomicdatasets.describe.Metadata.Generator;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ObjectValues;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.SplitBy;
import io.atomicdatasets.spec.ValueMode;
import java.awt.Font;
import java.awt.Graphics2D;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The head of the picture: the dataset's name, in two lines if it is long, and what the dataset is. */
final class Head {
    private static final int TOP = 48;
    private static final int BELOW_NAME = 8;
    private static final int FACT_HEIGHT = 50;
    private static final int BELOW_FACTS = 56;
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 64);
    private static final Font FACTS = new Font(Font.SANS_SERIF, Font.PLAIN, 34);
    private static final double SMALLEST = 0.6; // of the font, on one line
    private static final int MOST_VALUES = 9; // that are listed
    private static final String BETWEEN = "     ";
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final List<String> name;
    private final List<String> facts;
    private final Font nameFont;
    private final int width;

    /** The head of a picture that is so wide, margins not included. */
    Head(String name, Metadata metadata, DatasetSpec spec, int width) {
        this.width = width;
        this.name = Lettering.width(name, NAME) * SMALLEST <= width ? List.of(name) : halves(name);
        Font font = NAME;
        for (String line : this.name) {
            font = Lettering.fitting(line, font, width);
        }
        nameFont = font;
        facts = List.of(facts(metadata, spec), origin(metadata));
    }

    /** A text in two lines, broken behind the dash, dot or underscore that is nearest to its middle. */
    private static List<String> halves(String text) {
        int middle = text.length() / 2;
        for (int away = 0; away < middle / 2; away++) {
            for (int at : new int[] {middle - away, middle + away}) {
                if ("-._".indexOf(text.charAt(at - 1)) >= 0) {
                    return List.of(text.substring(0, at), text.substring(at));
                }
            }
        }
        return List.of(text.substring(0, middle), text.substring(middle));
    }

    private static String facts(Metadata metadata, DatasetSpec spec) {
        Recipe recipe = spec.recipe();
        DatasetInfo info = metadata.datasetInfo();
        return String.format(
                Locale.ROOT,
                "%s: %,d train, %,d val, %,d test%s%s%d x %d cells%s%s%s%s%sseed %d",
                Counted.of(info.totalCount(), "image"),
                info.trainCount(),
                info.valCount(),
                info.testCount(),
                info.oodCount() == null ? "" : String.format(Locale.ROOT, ", and %,d ood", info.oodCount()),
                BETWEEN,
                recipe.gridSize(),
                recipe.gridSize(),
                BETWEEN,
                values(recipe.objectValues()),
                BETWEEN,
                spec.division().splitBy() == SplitBy.SHAPES ? "split by shapes" + BETWEEN : "",
                recipe.pairs().map(edit -> "pairs: " + edit.label() + BETWEEN).orElse(""),
                metadata.generationParams().seed());
    }

    private static String values(ObjectValues values) {
        String palette = values.palette().label() + " palette";
        String of = values.values().map(some -> ", " + listed(some)).orElse("");
        return values.valueMode() == ValueMode.INDEPENDENT
                ? palette + of
                : palette + of + ", " + values.valueMode().label() + " in an image";
    }

    private static String listed(List<Integer> values) {
        return values.size() > MOST_VALUES
                ? values.size() + " values"
                : "values " + values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String origin(Metadata metadata) {
        Generator generator = metadata.generator();
        return String.join(
                BETWEEN,
                "made " + minutes(metadata.timestamp()) + " by " + generator.name() + " " + generator.version(),
                "algorithm " + generator.algorithmVersion() + ", encoder " + generator.encoderVersion(),
                "format " + metadata.version());
    }

    private static String minutes(String timestamp) {
        try {
            return MINUTES.format(OffsetDateTime.parse(timestamp).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return timestamp;
        }
    }

    private int lineHeight() {
        return (int) Math.ceil(1.2 * nameFont.getSize2D());
    }

    /** Pixels down to where the images may begin. */
    int height() {
        return TOP + name.size() * lineHeight() + BELOW_NAME + facts.size() * FACT_HEIGHT + BELOW_FACTS;
    }

    void draw(Graphics2D canvas, int left) {
        int y = TOP;
        canvas.setColor(Inks.TEXT);
        canvas.setFont(nameFont);
        for (String line : name) {
            y += lineHeight();
            canvas.drawString(line, left, y);
        }
        y += BELOW_NAME;
        canvas.setColor(Inks.FAINT_TEXT);
        for (String fact : facts) {
            y += FACT_HEIGHT;
            canvas.setFont(Lettering.fitting(fact, FACTS, width));
            canvas.drawString(fact, left, y);
        }
        canvas.setColor(Inks.RULE);
        canvas.fillRect(left, y + BELOW_FACTS / 2, width, 3);
    }
}
