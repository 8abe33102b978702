package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamSpecTest {
    private static StreamSpec read(Object... namesAndValues) throws InvalidSpecException {
        return StreamSpec.read(Specs.fields(namesAndValues), Limits.DEFAULT);
    }

    private static List<Violation> complaints(Object... namesAndValues) {
        return catchThrowableOfType(InvalidSpecException.class, () -> read(namesAndValues))
                .violations();
    }

    @Test
    void aStreamOfNothingElseIsTheFirstTrainingImagesOfTheUsualRequest() throws Exception {
        StreamSpec usual = read();

        assertThat(usual.dataset()).isEqualTo(Specs.of("num_images", 1));
        assertThat(usual.split()).isEqualTo(Split.TRAIN);
        assertThat(usual.start()).isZero();
        assertThat(usual.count()).isEqualTo(16_384);
    }

    @Test
    void whatATellsReadsBackAsItself() throws Exception {
        StreamSpec wanted = read(
                "start", new BigDecimal("1e6"), "count", 1 << 20, "split", "val", "palette", "arc", "min_objects", 5);

        assertThat(StreamSpec.read(wanted.toFields(), Limits.DEFAULT)).isEqualTo(wanted);
        assertThat(wanted.toFields().toString())
                .isEqualTo(StreamSpec.read(wanted.toFields(), Limits.DEFAULT)
                        .toFields()
                        .toString());
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        assertThat(complaints(
                        "start",
                        -1,
                        "count",
                        0,
                        "split",
                        "ood",
                        "seed",
                        "x",
                        "num_images",
                        5,
                        "mix",
                        Map.of("blob", -1)))
                .extracting(Violation::pointer)
                .containsExactly("/start", "/count", "/split", "/seed", "/mix/blob", "/num_images");
    }

    @Test
    void theRangeEndsWhereCandidatesDo() throws Exception {
        assertThat(read("start", Long.MAX_VALUE - 5, "count", 5).start()).isEqualTo(Long.MAX_VALUE - 5);
        assertThat(complaints("start", Long.MAX_VALUE - 5, "count", 6))
                .containsExactly(new Violation("/start", "must be at most 9223372036854775801 with this count"));
        assertThat(complaints("start", Long.MAX_VALUE - 5, "count", 6, "split", "all"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/start", "/split");
        assertThat(complaints("start", new BigDecimal("9223372036854775808")))
                .containsExactly(new Violation("/start", "must be between 0 and 9223372036854775807"));
        assertThat(complaints("count", (1 << 20) + 1))
                .containsExactly(new Violation("/count", "must be between 1 and 1048576"));
    }

    @Test
    void fieldsOfFilesAreUnknownToAStream() {
        for (String field : new String[] {"num_images", "output_dir", "shard_size", "parquet"}) {
            assertThat(complaints(field, 16_384)).singleElement().satisfies(violation -> {
                assertThat(violation.pointer()).isEqualTo("/" + field);
                assertThat(violation.detail())
                        .startsWith("is unknown; the fields are annotations, compression, count,");
            });
        }
    }
}
