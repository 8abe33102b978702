package io.atomicdatasets.spark;

import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.TaskInterruptListener;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** Work that Spark spreads over its executors, a task for each item. */
final class Stage {
    private static final long WAIT_MILLIS = 200;

    private final SparkContext spark;

    Stage(SparkContext spark) {
        this.spark = spark;
    }

    /** What a task does with its item, on an executor. */
    @FunctionalInterface
    interface Work<T> extends Serializable {
        /**
         * Does it, perhaps for the second time, or while a twin does the same.
         *
         * @param progress asks to stop when the task is killed
         */
        boolean on(T item, Progress progress)
                throws IOException, StoppedException, DatasetFailedException, UnsoundJavaException;
    }

    /** Takes the results, on the thread that waits for them. */
    @FunctionalInterface
    interface Results<T> {
        void take(T item, boolean result) throws IOException;
    }

    private record Result(int item, boolean value) {}

    /** Does something with each item; fails once a task failed as often as Spark is told to let it. */
    <T> void each(String what, List<T> items, Work<T> work, Results<T> results) throws IOException, JobFailedException {
        if (items.isEmpty()) {
            return;
        }
        BlockingQueue<Result> done = new LinkedBlockingQueue<>();
        spark.setJobDescription(what);
        RDD<T> rdd = JavaSparkContext.fromSparkContext(spark)
                .parallelize(items, items.size())
                .rdd();
        Function1<Iterator<T>, Boolean> task =
                (Function1<Iterator<T>, Boolean> & Serializable) item -> run(work, item.next());
        Function2<Object, Boolean, BoxedUnit> handler = (item, value) -> {
            done.add(new Result((Integer) item, value)); // on the thread of the scheduler, which must not wait
            return BoxedUnit.UNIT;
        };
        Function0<@Nullable Void> nothing = () -> null;
        List<Object> all =
                IntStream.range(0, items.size()).<Object>mapToObj(i -> i).toList();
        SimpleFutureAction<@Nullable Void> action =
                spark.submitJob(rdd, task, CollectionConverters.asScala(all).toSeq(), handler, nothing);
        await(action, done, items, results);
    }

    private static <T> boolean run(Work<T> work, T item) {
        Progress progress = new Progress();
        TaskInterruptListener killed = (context, reason) -> progress.stop();
        TaskContext.get().addTaskInterruptListener(killed);
        try {
            SoundJava.require(Runtime.version());
            return work.on(item, progress);
        } catch (IOException | StoppedException | DatasetFailedException | UnsoundJavaException e) {
            throw new TaskFailedException(e);
        }
    }

    private static <T> void await(
            SimpleFutureAction<?> action, BlockingQueue<Result> done, List<T> items, Results<T> results)
            throws IOException, JobFailedException {
        boolean isEnded = false;
        while (!isEnded || !done.isEmpty()) {
            isEnded = action.isCompleted();
            try {
                Result next = done.poll(isEnded ? 0 : WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    results.take(items.get(next.item()), next.value());
                }
            } catch (InterruptedException e) {
                action.cancel();
                Thread.currentThread().interrupt();
                throw new JobFailedException("interrupted", e);
            }
        }
        try {
            action.get();
        } catch (SparkException e) {
            throw JobFailedException.of(e);
        }
    }
}
