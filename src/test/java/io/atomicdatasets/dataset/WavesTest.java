package io.atomicdatasets.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ShardSize;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavesTest {
    private static Waves waves(DatasetSpec spec) {
        return new Waves(spec, spec.fileOptions().shardSize().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 16_384, 1_048_576})
    void aShardThatMayFillEverySplitIsMadeAlone(long images) {
        DatasetSpec spec = Specs.of("num_images", images, "shard_size", 1_048_576);

        assertThat(waves(spec).first()).isZero();
    }

    @Test
    void theFirstWaveOfALargeDatasetIsNearlyAllOfIt() {
        DatasetSpec spec = Specs.of("num_images", 1_000_000_000L, "shard_size", 1_048_576);

        assertThat(waves(spec).first()).isBetween(900L, 953L);
    }

    @Test
    void aWaveLeavesRoomInEverySplitThoughFewFormsShiftTheShares() {
        DatasetSpec spec = Specs.of(
                "num_images",
                400_000,
                "shard_size",
                16_384,
                "grid_size",
                8,
                "max_objects",
                1,
                "seed",
                3,
                "splits",
                Map.of("train", 0.5, "val", 0.3, "test", 0.2));
        long wave = waves(spec).first();
        long[] counts = new long[3];
        new Candidates(spec).walk(0, (int) (wave * 16_384), (split, label, image) -> {
            counts[split.column()]++;
            return true;
        });

        assertThat(wave).isPositive();
        for (Split split : spec.presentSplits()) {
            assertThat(counts[split.column()]).as(split.label()).isLessThanOrEqualTo(spec.count(split));
        }
    }

    @Test
    void whatIsKnownCountsAndTheNextWaveNeedsLessDistance() {
        DatasetSpec spec = Specs.of("num_images", 100_000_000, "shard_size", 1 << 20);
        Waves waves = waves(spec);
        long first = waves.first();
        long taken = first << 20;
        Room room = new Room(80_000_000 - taken * 8 / 10, 10_000_000 - taken / 10, 10_000_000 - taken / 10);

        assertThat(first + waves.next(first, room)).isBetween(94L, 95L);
    }

    @Test
    void aSplitThatIsFullLimitsNothing() {
        DatasetSpec spec = Specs.of("num_images", 100_000_000, "shard_size", 1 << 20);

        assertThat(waves(spec).next(50, new Room(40_000_000, 5_000_000, 5_000_000)))
                .isEqualTo(waves(spec).next(50, new Room(40_000_000, 5_000_000, 5_000_000)))
                .isGreaterThan(waves(spec).next(50, new Room(1_000_000, 5_000_000, 5_000_000)));
        assertThat(waves(spec).next(50, new Room(40_000_000, 0, 5_000_000))).isGreaterThan(30);
    }

    @Test
    void aDatasetOfOneSplitIsOneWaveUpToItsLastShard() {
        DatasetSpec spec = Specs.of("num_images", 10 * 16_384 + 1, "shard_size", 16_384, "splits", Map.of("train", 1));

        assertThat(waves(spec).first()).isEqualTo(10);
        assertThat(new ShardSize(16_384).shardsFor(spec.numImages())).isEqualTo(11);
    }
}
