package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SelectBitTest {
    @Property
    void bitsAreSelectedFromTheLowestUp(@ForAll long word) {
        int place = 0;
        for (long rest = word; rest != 0; rest &= rest - 1) {
            assertThat(SelectBit.of(word, place++)).isEqualTo(Long.lowestOneBit(rest));
        }
    }
}
