package io.atomicdatasets.layout;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parquet.AnnotatedImages;
import io.atomicdatasets.parquet.Bounds;
import io.atomicdatasets.parquet.ObjectRows;
import io.atomicdatasets.parquet.Page;
import io.atomicdatasets.parquet.PageEncoder;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.parquet.ParquetTable;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the images of a split become pages of its tables: of the segments of its arrays, which are not compressed again.
 *
 * <p>For one thread at a time.
 */
public final class SplitTables {
    private final List<ImageArray> arrays;
    private final Recipe recipe;
    private final List<Rows> tables;
    private final PageEncoder images;
    private final ObjectRows objects;

    /** What makes the pages of a dataset's tables; none where the request wants none. */
    public SplitTables(DatasetSpec spec) {
        arrays = ImageArray.of(spec);
        recipe = spec.recipe();
        tables = Rows.of(spec);
        SegmentEncoder encoder = isStored(spec) ? SegmentEncoder.storing() : SegmentEncoder.deflating();
        images = new PageEncoder(tableOf(spec, Rows.IMAGES), encoder);
        objects = new ObjectRows(tableOf(spec, Rows.OBJECTS), encoder);
    }

    /** What a table of a dataset holds. */
    public static ParquetTable tableOf(DatasetSpec spec, Rows rows) {
        return switch (rows) {
            case IMAGES ->
                new ParquetTable(
                        ImageArray.of(spec).stream()
                                .map(array -> array.column(spec.recipe()))
                                .toList(),
                        isStored(spec),
                        Versions.CURRENT.encoder());
            case OBJECTS ->
                ObjectRows.tableOf(spec.fileOptions().factors(), isStored(spec), Versions.CURRENT.encoder());
        };
    }

    /** Whether a column of a dataset's tables has the classes of images, or of their partners. */
    public static boolean hasLabels(DatasetSpec spec, ParquetColumn column) {
        return Stream.of(ImageArray.LABELS, ImageArray.LABELS_B)
                .anyMatch(array -> array.column(spec.recipe()).equals(column));
    }

    private static boolean isStored(DatasetSpec spec) {
        return spec.fileOptions().compression() == Compression.STORED;
    }

    /**
     * A chunk of each table.
     *
     * @param batch the chunk's images
     * @param segments of the batch, which the pages refer to
     * @return for each table one page a column, or none where there is no image
     */
    public List<List<Page>> encode(ImageBatch batch, List<Segment> segments) {
        return tables.stream()
                .map(rows -> batch.count() == 0
                        ? List.<Page>of()
                        : switch (rows) {
                            case IMAGES -> pagesOfImages(batch, segments);
                            case OBJECTS -> objects.pagesOf(annotated(batch));
                        })
                .toList();
    }

    private List<Page> pagesOfImages(ImageBatch batch, List<Segment> segments) {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            ParquetColumn column = arrays.get(i).column(recipe);
            pages.add(
                    column.axes().isEmpty()
                            ? images.page(
                                    i,
                                    batch.count(),
                                    segments.get(i),
                                    Bounds.of(column.type(), batch.elements(i), batch.length(i)))
                            : images.page(i, batch.count(), segments.get(i)));
        }
        return pages;
    }

    private AnnotatedImages annotated(ImageBatch batch) {
        return new AnnotatedImages(
                batch.count(),
                recipe.maxObjects(),
                elements(batch, ImageArray.LABELS),
                elements(batch, ImageArray.CANDIDATES),
                elements(batch, ImageArray.KINDS),
                elements(batch, ImageArray.VALUES),
                elements(batch, ImageArray.FAMILIES),
                elements(batch, ImageArray.BOXES),
                elements(batch, ImageArray.SIZES),
                arrays.contains(ImageArray.SHAPES)
                        ? Optional.of(new AnnotatedImages.Factors(
                                elements(batch, ImageArray.SHAPES), elements(batch, ImageArray.ORIENTATIONS)))
                        : Optional.empty());
    }

    private ByteBuffer elements(ImageBatch batch, ImageArray array) {
        return ByteBuffer.wrap(batch.elements(arrays.indexOf(array)));
    }
}
