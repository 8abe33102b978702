package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SplitsTest {
    private static final BigInteger ALL_HASHES = BigInteger.ONE.shiftLeft(64);

    @Test
    void valAndTestAreRoundedDownAndTrainIsTheRest() {
        assertThat(Splits.DEFAULT.count(Split.VAL, 19)).isEqualTo(1);
        assertThat(Splits.DEFAULT.count(Split.TEST, 19)).isEqualTo(1);
        assertThat(Splits.DEFAULT.count(Split.TRAIN, 19)).isEqualTo(17);
    }

    @Test
    void hashesAreSharedExactly() {
        assertThat(Splits.DEFAULT.hashesBelow(Split.VAL)).isEqualTo(new BigInteger("1844674407370955162"));
        assertThat(Splits.DEFAULT.hashesBelow(Split.VAL, Split.TRAIN))
                .isEqualTo(new BigInteger("16602069666338596455"));
        assertThat(Splits.of(1_000_000_000, 0, 0).hashesBelow(Split.VAL)).isZero();
        assertThat(Splits.of(1_000_000_000, 0, 0).hashesBelow(Split.VAL, Split.TRAIN))
                .isEqualTo(ALL_HASHES);
    }

    @Property
    boolean allImagesAreInSomeSplit(
            @ForAll @IntRange(max = 500_000_000) int val,
            @ForAll @IntRange(max = 499_999_999) int test,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long images) {
        Splits splits = Splits.of(1_000_000_000L - val - test, val, test);
        long sum = 0;
        for (Split split : Split.values()) {
            sum += splits.count(split, images);
        }
        return sum == images
                && splits.hashesBelow(Split.values()).equals(ALL_HASHES)
                && splits.count(Split.TRAIN, images) > 0;
    }

    @Test
    void sharesThatDoNotSumToOneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Splits.of(800_000_000, 100_000_000, 99_999_999));
        assertThatIllegalArgumentException().isThrownBy(() -> Splits.of(0, 500_000_000, 500_000_000));
    }
}
