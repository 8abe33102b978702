package io.atomicdatasets.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @Property
    void codesAreCompleteAndDifferent(
            @ForAll("frequencies") int[] frequencies, @ForAll @IntRange(min = 9, max = 15) int longest) {
        HuffmanCode code = made(frequencies, longest);

        int used = (int) Arrays.stream(frequencies).filter(f -> f > 0).count();
        if (used >= 2) {
            assertThat(share(code, frequencies.length, longest)).isEqualTo(1 << longest);
        }
        Set<String> codes = new HashSet<>();
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            assertThat(code.length(symbol) > 0).isEqualTo(frequencies[symbol] > 0);
            assertThat(code.length(symbol)).isLessThanOrEqualTo(longest);
            if (code.length(symbol) > 0) {
                assertThat(codes.add(code.length(symbol) + ":" + code.code(symbol)))
                        .isTrue();
            }
        }
    }

    @Property
    void noCodeIsShorterWhereTheLimitIsNotReached(@ForAll("frequencies") int[] frequencies) {
        HuffmanCode code = made(frequencies, 30);

        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * code.length(symbol);
        }
        // The smallest sum of bits is that of all inner nodes of Huffman's tree.
        if (Arrays.stream(frequencies).filter(f -> f > 0).count() >= 2) { // one alone has a bit all the same
            assertThat(bits).isEqualTo(sumOfInnerNodes(frequencies));
        }
    }

    @Test
    void fibonacciFrequenciesKeepTheLimit() {
        int[] frequencies = new int[40];
        frequencies[0] = frequencies[1] = 1;
        for (int i = 2; i < frequencies.length; i++) {
            frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
        }
        HuffmanCode code = made(frequencies, 15);

        assertThat(share(code, frequencies.length, 15)).isEqualTo(1 << 15);
        assertThat(code.length(39)).isEqualTo(1);
        assertThat(code.length(0)).isEqualTo(15);
    }

    @Test
    void aSymbolThatIsAloneHasOneBitAndNoSymbolHasNone() {
        assertThat(made(new int[] {0, 0, 9, 0}, 15).length(2)).isEqualTo(1);
        assertThat(made(new int[] {0, 0, 0, 0}, 15).symbols()).isZero();
    }

    @Provide
    Arbitrary<int[]> frequencies() {
        return Arbitraries.integers()
                .between(0, 1 << 18)
                .array(int[].class)
                .ofMinSize(2)
                .ofMaxSize(286);
    }

    private static HuffmanCode made(int[] frequencies, int longest) {
        HuffmanCode code = new HuffmanCode(frequencies.length, longest);
        code.make(frequencies);
        return code;
    }

    /** What the codes take of all bit strings of the longest length; all of them if the code is complete. */
    private static int share(HuffmanCode code, int symbols, int longest) {
        int share = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            share += code.length(symbol) == 0 ? 0 : 1 << (longest - code.length(symbol));
        }
        return share;
    }

    private static long sumOfInnerNodes(int[] frequencies) {
        PriorityQueue<Long> nodes = new PriorityQueue<>();
        Arrays.stream(frequencies).filter(frequency -> frequency > 0).forEach(frequency -> nodes.add((long) frequency));
        long sum = 0;
        while (nodes.size() > 1) {
            long node = nodes.remove() + nodes.remove();
            sum += node;
            nodes.add(node);
        }
        return sum;
    }
}
