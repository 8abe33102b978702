package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PicksTest {
    @Test
    void theSamePlacesArePickedEachTimeAndNoMoreThanThereAre() {
        assertThat(new Picks(1_000, 100, 7).wanted())
                .hasSize(100)
                .isEqualTo(new Picks(1_000, 100, 7).wanted())
                .allMatch(place -> place >= 0 && place < 1_000);
        assertThat(new Picks(5, 100, 7).wanted()).isEqualTo(new java.util.TreeSet<>(List.of(0L, 1L, 2L, 3L, 4L)));
    }

    @Test
    void thoseOfAShardCanBeAskedAboutChunksBehindItsLastImage() {
        Picks all = new Picks(1_000, 100, 7);

        Picks shard = new Picks(all.wanted().subSet(200L, true, 400L, false));

        assertThat(shard.among(400, 0)).isEmpty();
        assertThat(shard.among(200, 200)).containsExactlyElementsOf(all.among(200, 200));
    }
}
