package io.atomicdatasets.spark;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Learns what of a table of images is wanted: which columns, of which splits, and how many rows. */
final class ImageScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownLimit,
                SupportsPushDownAggregates {
    /** More rows than that are better made by many tasks, and those that are too many thrown away. */
    private static final int MOST_OF_ONE_TASK = 1 << 20;

    private final DatasetSpec spec;
    private final List<Predicate> pushed = new ArrayList<>();
    private Set<Split> splits = EnumSet.allOf(Split.class);
    private List<ImageColumn> columns;
    private long limit = Long.MAX_VALUE;
    private @Nullable RowCounts counted;

    ImageScanBuilder(DatasetSpec spec) {
        this.spec = spec;
        columns = ImageColumn.of(ImageColumn.schema(spec));
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = ImageColumn.of(required);
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> left = new ArrayList<>();
        for (Predicate predicate : predicates) {
            Optional<Set<Split>> wanted = splitsOf(predicate);
            if (wanted.isPresent()) {
                splits = splits.stream().filter(wanted.get()::contains).collect(Collectors.toSet());
                pushed.add(predicate);
            } else {
                left.add(predicate);
            }
        }
        return left.toArray(Predicate[]::new);
    }

    /** The splits that a predicate lets through, if it asks for nothing else: {@code split = 'test'} or {@code split IN (...)}. */
    private static Optional<Set<Split>> splitsOf(Predicate predicate) {
        Expression[] children = predicate.children();
        if (!Set.of("=", "IN").contains(predicate.name())
                || children.length == 0
                || !isSplit(children[0])
                || !Stream.of(children).skip(1).allMatch(child -> child instanceof Literal<?>)) {
            return Optional.empty();
        }
        Set<String> names = Stream.of(children)
                .skip(1)
                .map(child -> String.valueOf(((Literal<?>) child).value()))
                .collect(Collectors.toSet());
        return Optional.of(Stream.of(Split.values())
                .filter(split -> names.contains(split.label()))
                .collect(Collectors.toSet()));
    }

    private static boolean isSplit(Expression expression) {
        return expression instanceof NamedReference column
                && List.of(column.fieldNames()).equals(List.of(ImageColumn.SPLIT.label()));
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.toArray(Predicate[]::new);
    }

    @Override
    public boolean pushLimit(int most) {
        if (most > MOST_OF_ONE_TASK) {
            return false;
        }
        limit = most;
        return true;
    }

    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return Stream.of(aggregation.aggregateExpressions()).allMatch(each -> each instanceof CountStar)
                && Stream.of(aggregation.groupByExpressions()).allMatch(ImageScanBuilder::isSplit);
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        if (!supportCompletePushDown(aggregation)) {
            return false;
        }
        counted = new RowCounts(
                spec, aggregation.groupByExpressions().length > 0, aggregation.aggregateExpressions().length);
        return true;
    }

    @Override
    public Scan build() {
        if (counted != null) {
            return counted.scan(splits);
        }
        return new ImageScan(spec, columns, splits, limit);
    }
}
