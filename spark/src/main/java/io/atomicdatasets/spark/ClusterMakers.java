package io.atomicdatasets.spark;

import io.atomicdatasets.pipeline.ShardMakers;
import io.atomicdatasets.pipeline.ShardRecord;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/** The executors of a cluster: each task makes a shard, or reads one again. */
final class ClusterMakers implements ShardMakers {
    private final Stage stage;
    private final Output output;
    private final Progress progress;

    ClusterMakers(SparkContext spark, Output output, Progress progress) {
        this.stage = new Stage(spark);
        this.output = output;
        this.progress = progress;
    }

    @Override
    public void lookAround(Consumer<ShardRecord> found) throws IOException {
        Output place = output; // tasks take along what they name
        Set<Long> whole = new TreeSet<>();
        stage.each("shards of an earlier run", List.copyOf(output.records()), place::isWhole, (shard, isWhole) -> {
            if (isWhole) {
                whole.add(shard);
                found.accept(output.shards().require(shard));
            }
        });
        output.keepOnly(whole);
    }

    @Override
    public void make(List<ShardTask> tasks, Consumer<ShardRecord> made) throws IOException {
        Output place = output;
        List<Order> orders = tasks.stream().map(Order::of).toList();
        String what = orders.size() == 1
                ? "shard " + orders.get(0).shard()
                : orders.size() + " shards from " + orders.get(0).shard() + " on";
        Stage.Work<Order> work = (order, stop) -> {
            place.make(order.toTask(), stop);
            return true;
        };
        stage.each(what, orders, work, (order, done) -> {
            ShardRecord record = output.shards().require(order.shard());
            made.accept(record);
            progress.advance(record.images());
        });
    }

    @Override
    public void close() {}
}
