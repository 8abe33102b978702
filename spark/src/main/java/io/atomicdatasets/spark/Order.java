package io.atomicdatasets.spark;

import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.spec.ShardSize;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a task is told of the shard that it is to make.
 *
 * @param shard its number
 * @param candidates in each shard
 * @param train images that the split still wants
 * @param val images that the split still wants
 * @param test images that the split still wants
 * @param ood images that the split still wants; nothing where nothing is held out
 */
record Order(
        long shard,
        long candidates,
        long train,
        long val,
        long test,
        @Nullable Long ood) implements Serializable {
    static Order of(ShardTask task) {
        Room wanted = task.wanted();
        return new Order(
                task.shard().number(),
                task.shard().size().candidates(),
                wanted.train(),
                wanted.val(),
                wanted.test(),
                wanted.ood());
    }

    ShardTask toTask() {
        return new ShardTask(new Shard(shard, new ShardSize(candidates)), new Room(train, val, test, ood));
    }
}
