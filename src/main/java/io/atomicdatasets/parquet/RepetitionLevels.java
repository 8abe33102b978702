package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which elements begin a list, told by runs: the same bytes for each row, because its lists are always of the same lengths.
 *
 * <p>For one thread at a time. Most of a page's levels are one piece, encoded once and repeated; what is left is remembered by
 * its length, since chunks give about as many rows each.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">The RLE encoding</a>
 */
final class RepetitionLevels {
    private static final int PIECE = 1 << 17;
    private static final int MOST_REMEMBERED = 1024;

    private final int bytesPerRow;
    /** As many rows as fit into a piece. */
    private final byte[] raw;

    private final SegmentEncoder encoder;
    /** Segments by how many bytes of {@link #raw} they hold. */
    private final Map<Integer, Segment> segments = new HashMap<>();

    RepetitionLevels(List<Integer> axes, SegmentEncoder encoder) {
        this.encoder = encoder;
        byte[] row = row(axes);
        bytesPerRow = row.length;
        raw = new byte[Math.max(1, PIECE / bytesPerRow) * bytesPerRow];
        for (int at = 0; at < raw.length; at += bytesPerRow) {
            System.arraycopy(row, 0, raw, at, bytesPerRow);
        }
    }

    private static byte[] row(List<Integer> axes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int values = axes.stream().reduce(1, Math::multiplyExact);
        for (int from = 0, to; from < values; from = to) {
            int level = level(from, axes);
            to = from + 1;
            while (to < values && level(to, axes) == level) {
                to++;
            }
            Runs.putRun(out, to - from, level);
        }
        return out.toByteArray();
    }

    /** How many lists around a value, the outermost first, have begun before it. */
    private static int level(int value, List<Integer> axes) {
        int level = axes.size();
        int index = value;
        while (level > 0 && index % axes.get(level - 1) == 0) {
            index /= axes.get(level - 1);
            level--;
        }
        return level;
    }

    /** Bytes of the levels of so many rows. */
    int length(int rows) {
        return Math.multiplyExact(rows, bytesPerRow);
    }

    /** Appends the levels of so many rows. */
    void appendTo(PageBody body, int rows) {
        for (int left = length(rows); left > 0; left -= raw.length) {
            body.append(segmentOf(Math.min(left, raw.length)));
        }
    }

    private Segment segmentOf(int length) {
        if (segments.size() == MOST_REMEMBERED) {
            segments.clear();
        }
        return segments.computeIfAbsent(length, bytes -> encoder.encode(raw, 0, bytes, bytesPerRow));
    }
}
