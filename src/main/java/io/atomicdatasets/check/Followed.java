package io.atomicdatasets.check;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the places that a finished file's tables tell against those at which its chunks were checked while it grew. */
final class Followed {
    private final CheckedSplit checked;
    private final PlacesSum places;
    private long @Nullable [] begins;
    private long[] ends;

    Followed(CheckedSplit checked) {
        this.checked = checked;
        places = new PlacesSum(checked.begins().length);
        ends = checked.begins();
    }

    /** Whether the chunk was checked. */
    boolean covers(ChunkPlace place) {
        return place.chunk() >= checked.firstChunk();
    }

    /** Takes in where a chunk is told to stand; called for one after the other. */
    void follow(ChunkPlace place) throws MalformedFileException {
        if (begins == null) {
            begins = place.begins();
            if (place.first() != checked.firstImage()) {
                throw new MalformedFileException(
                        "chunk " + place.chunk() + " began at another image when it was checked");
            }
        }
        ends = place.ends();
        places.add(place.images(), fromBegin(ends, begins));
    }

    /** Offsets as they count while an array grows. */
    private long[] fromBegin(long[] offsets, long[] first) {
        long[] counted = new long[offsets.length];
        Arrays.setAll(counted, array -> offsets[array] - first[array] + checked.begins()[array]);
        return counted;
    }

    /** Demands that all chunks stand where they were checked, and adds their elements to what was read before them. */
    void finish(List<JoinedCrc> crcs) throws MalformedFileException {
        if (places.value() != checked.places()) {
            throw new MalformedFileException("the chunks stood at other places when they were checked");
        }
        for (int array = 0; array < crcs.size(); array++) {
            crcs.get(array).add(checked.elements().get(array));
        }
    }

    /** The bytes of the finished file that were checked, array after array. */
    RangeSums ranges() {
        return begins == null ? new RangeSums(new long[0], new long[0]) : new RangeSums(begins, ends);
    }

    /** Whether these are the bytes that were checked. */
    boolean isOf(RangeSums sums) {
        for (int array = 0; begins != null && array < begins.length; array++) {
            if (sums.crc(array) != checked.bytes().get(array).value()) {
                return false;
            }
        }
        return true;
    }
}
