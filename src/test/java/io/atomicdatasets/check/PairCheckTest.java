package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.image.Partner;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both rules of pairs, that for all images and the plain one, each by itself. */
class PairCheckTest {
    private static final int SIDE = 16;

    /** A pair as its arrays tell it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes them
    private record Pair(
            Split split, byte[] cells, byte[] masks, byte[] others, long slot, long factor, long from, long to) {
        static Pair of(Split split, AtomicImage image) {
            Partner partner = Objects.requireNonNull(image.partner());
            return new Pair(
                    split,
                    image.cells(),
                    image.masks(),
                    partner.image().cells(),
                    partner.slot(),
                    partner.factor(),
                    partner.from(),
                    partner.to());
        }

        Pair with(byte[] partner) {
            return new Pair(split, cells, masks, partner, slot, factor, from, to);
        }

        Pair with(long otherSlot, long otherFactor, long otherFrom, long otherTo) {
            return new Pair(split, cells, masks, others, otherSlot, otherFactor, otherFrom, otherTo);
        }

        Pair in(Split other) {
            return new Pair(other, cells, masks, others, slot, factor, from, to);
        }

        byte[] edits() {
            return ByteBuffer.allocate(4 * Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(slot)
                    .putLong(factor)
                    .putLong(from)
                    .putLong(to)
                    .array();
        }

        boolean passes(PairCheck check) {
            return check.holds(split, cells, others, 0, masks, edits(), 0);
        }

        boolean passes(PlainPairs plain) {
            return plain.differ(coloured(cells), coloured(others), List.of(slot, factor, from, to));
        }

        private static List<PlainPairs.Coloured> coloured(byte[] image) {
            List<PlainPairs.Coloured> objects = new ArrayList<>();
            for (FoundObject object : new ObjectFinder(SIDE).components(image, 0)) {
                int first = object.rows().get(0).indexOf(FoundObject.CELL);
                objects.add(new PlainPairs.Coloured(object, image[SIDE * object.top() + object.left() + first] & 0xFF));
            }
            return objects;
        }
    }

    private static DatasetSpec spec(Edit edit) {
        return Specs.of(
                "num_images", 10, "palette", "arc", "split_by", "shapes", "pairs", edit.label(), "min_objects", 3);
    }

    private static List<Pair> pairs(DatasetSpec spec) {
        List<Pair> pairs = new ArrayList<>();
        new Candidates(spec).walk(0, 600, (split, label, image) -> pairs.add(Pair.of(split, image)));
        assertThat(pairs).hasSizeGreaterThan(100);
        return pairs;
    }

    @ParameterizedTest
    @EnumSource
    void bothFindThatPairsDifferAsTheyAreSaidTo(Edit edit) {
        DatasetSpec spec = spec(edit);
        PairCheck check = new PairCheck(spec, edit);
        PlainPairs plain = new PlainPairs(edit, SIDE);

        assertThat(pairs(spec)).allMatch(pair -> pair.passes(check)).allMatch(pair -> pair.passes(plain));
    }

    @ParameterizedTest
    @EnumSource
    void bothFindEachNumberThatIsWrong(Edit edit) {
        DatasetSpec spec = spec(edit);
        PairCheck check = new PairCheck(spec, edit);
        PlainPairs plain = new PlainPairs(edit, SIDE);
        for (Pair pair : pairs(spec)) {
            List<Pair> wrong = List.of(
                    pair.with(pair.slot, pair.factor + 1, pair.from, pair.to),
                    pair.with(pair.slot, pair.factor, pair.from + 1, pair.to),
                    pair.with(pair.slot, pair.factor, pair.from, pair.to + 1));
            assertThat(wrong).noneMatch(each -> each.passes(check)).noneMatch(each -> each.passes(plain));
            assertThat(pair.with(pair.slot == 0 ? 1 : 0, pair.factor, pair.from, pair.to)
                            .passes(check))
                    .as("another slot, which masks tell")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothFindPartnersThatDifferInNothingOrInMore(Edit edit) {
        DatasetSpec spec = spec(edit);
        PairCheck check = new PairCheck(spec, edit);
        PlainPairs plain = new PlainPairs(edit, SIDE);
        List<Pair> pairs = pairs(spec);
        for (int i = 1; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            List<Pair> wrong = List.of(pair.with(pair.cells), pair.with(pairs.get(i - 1).others));
            assertThat(wrong).noneMatch(each -> each.passes(check)).noneMatch(each -> each.passes(plain));
        }
    }

    /** As if the rule of the split had been applied to images only. */
    @ParameterizedTest
    @EnumSource
    void partnersOfOtherSplitsAreFound(Edit edit) {
        DatasetSpec spec = spec(edit);
        PairCheck check = new PairCheck(spec, edit);

        assertThat(pairs(spec))
                .noneMatch(pair -> pair.in(pair.split == Split.VAL ? Split.TRAIN : Split.VAL)
                        .passes(check));
    }
}
