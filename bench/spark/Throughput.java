import org.apache.spark.sql.SparkSession;

/** Makes so many images as rows that nobody keeps, on so many cores, and tells the seconds: counting and making, after a small run. */
public final class Throughput {
    private Throughput() {}

    public static void main(String[] words) {
        long images = Long.parseLong(words[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[" + words[1] + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        seconds(spark, Math.min(images, 1_000_000), 1);
        System.out.println(seconds(spark, images, 42));
        spark.stop();
    }

    private static double seconds(SparkSession spark, long images, long seed) {
        long start = System.nanoTime();
        spark.read()
                .format("atomic-datasets")
                .option("num_images", images)
                .option("palette", "arc")
                .option("seed", seed)
                .load()
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        return (System.nanoTime() - start) / 1e9;
    }
}
