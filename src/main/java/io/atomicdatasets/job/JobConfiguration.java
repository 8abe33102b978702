package io.atomicdatasets.job;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.License;
import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.timing.PastRuns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Wires the jobs: settings, use cases, runner. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobConfiguration.Settings.class)
class JobConfiguration {
    private static final int MOST_THREADS = 1024;
    private static final long MOST_IMAGES = 1_000_000_000_000L;
    private static final int MOST_WAITING = 1_000_000;
    private static final int MOST_DAYS = 3650;

    /**
     * Settings of this installation.
     *
     * @param root the datasets directory
     * @param threads workers of a run; 0 for all cores
     * @param maxImages the most images of one dataset
     * @param maxCells the most cells of one dataset
     * @param maxRunning how many datasets are made at the same time
     * @param planTtl until a plan that nobody confirms expires
     * @param zone whose date is used in names
     * @param maxAwaiting how many datasets may await confirmation at a time
     * @param maxQueued how many datasets may be queued at a time
     * @param diskReserve bytes of the disk that datasets must leave free; by default a tenth, at most 5 GiB
     * @param checkpointInterval between two checkpoints of a run
     * @param keepFailed how long the files of a failed run are kept for a retry
     * @param instance the name of this process among those that share the store; by default its machine's and port
     * @param license what others may do with the datasets
     * @param creator who makes them
     */
    @ConfigurationProperties("atomic-datasets")
    record Settings(
            @DefaultValue("datasets") Path root,
            @DefaultValue("0") int threads,
            @DefaultValue("1000000000") long maxImages,
            @DefaultValue("256000000000") long maxCells,
            @DefaultValue("1") int maxRunning,
            @DefaultValue("24h") Duration planTtl,
            @DefaultValue("UTC") ZoneId zone,
            @DefaultValue("1000") int maxAwaiting,
            @DefaultValue("100") int maxQueued,
            @Nullable DataSize diskReserve,
            @DefaultValue("2s") Duration checkpointInterval,
            @DefaultValue("7d") Duration keepFailed,
            @Nullable String instance,
            @DefaultValue("CC0-1.0") String license,
            @DefaultValue("The makers of this dataset") String creator) {
        Settings {
            InvalidSettingException.requireBetween("threads", threads, 0, MOST_THREADS);
            InvalidSettingException.requireBetween("max-images", maxImages, 1, MOST_IMAGES);
            InvalidSettingException.requireBetween("max-cells", maxCells, 1, Long.MAX_VALUE);
            InvalidSettingException.requireBetween("max-running", maxRunning, 1, MOST_THREADS);
            InvalidSettingException.requireBetween(
                    "plan-ttl", planTtl, Duration.ofSeconds(1), Duration.ofDays(MOST_DAYS));
            InvalidSettingException.requireBetween("max-awaiting", maxAwaiting, 1, MOST_WAITING);
            InvalidSettingException.requireBetween("max-queued", maxQueued, 0, MOST_WAITING);
            if (diskReserve != null && diskReserve.isNegative()) {
                throw new InvalidSettingException("disk-reserve", diskReserve, "0B or more");
            }
            InvalidSettingException.requireBetween(
                    "checkpoint-interval", checkpointInterval, Duration.ofMillis(1), Duration.ofDays(1));
            InvalidSettingException.requireBetween(
                    "keep-failed", keepFailed, Duration.ZERO, Duration.ofDays(MOST_DAYS));
        }

        Rights rights() {
            License allowed;
            try {
                allowed = License.of(license);
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException("license", license, License.ALLOWED);
            }
            try {
                return new Rights(allowed, creator);
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException("creator", creator, Rights.ALLOWED_CREATOR);
            }
        }

        OptionalLong keptFree() {
            return diskReserve == null ? OptionalLong.empty() : OptionalLong.of(diskReserve.toBytes());
        }

        int workers() {
            return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        }
    }

    @Bean
    Instance instance(Settings settings, @Value("${server.port:8080}") String port) {
        return settings.instance() == null ? Instance.at(port) : new Instance(settings.instance());
    }

    /** Tells replicas apart: each counts its own runs, and all tell the same queue. */
    @Bean
    MeterFilter instanceTag(Instance instance) {
        return MeterFilter.commonTags(Tags.of("instance", instance.name()));
    }

    @Bean
    Limits limits(Settings settings) {
        return new Limits(settings.maxImages(), settings.maxCells());
    }

    @Bean
    Rights rights(Settings settings) {
        return settings.rights();
    }

    @Bean
    DatasetsRoot datasetsRoot(Settings settings) {
        return new DatasetsRoot(settings.root(), settings.keptFree());
    }

    @Bean
    PastRuns pastRuns(DatasetsRoot root, Settings settings) {
        return PastRuns.in(root.pastRuns(), settings.workers());
    }

    @Bean
    Planning planning(PastRuns pastRuns, Settings settings) {
        return new Planner(settings.workers(), pastRuns)::plan;
    }

    @Bean
    Jobs jobs(JobStore store, DatasetsRoot root, Planning planning, Patience patience, Clock clock, Settings settings) {
        Jobs.Terms terms =
                new Jobs.Terms(settings.planTtl(), settings.zone(), settings.maxAwaiting(), settings.maxQueued());
        return new Jobs(store, root, planning, patience, clock, terms);
    }

    @Bean
    VerificationReports verificationReports(
            VerificationStore store, Patience patience, Clock clock, SchedulerConfiguration.OwnStore ownStore) {
        if (ownStore.isOwn()) {
            store.interruptAll();
        }
        return new VerificationReports(store, patience, clock);
    }

    @Bean(destroyMethod = "stop")
    Verifications verifications(JobStore store, DatasetsRoot root, VerificationReports reports, Settings settings) {
        return new Verifications(store, root, new Verifier(settings.workers()), reports);
    }

    @Bean
    DatasetMaker datasetMaker(Clock clock, Rights rights, Settings settings) {
        DatasetPipeline pipeline =
                new DatasetPipeline(settings.workers(), clock, settings.checkpointInterval()).with(rights);
        return (job, staging, reservation, progress) ->
                pipeline.make(job.id(), job.plan().spec(), staging, reservation, progress).metadata().files().stream()
                        .mapToLong(FileInfo::bytes)
                        .sum();
    }

    @Bean
    JobRunner jobRunner(
            JobStore store,
            DatasetsRoot root,
            DatasetMaker maker,
            Patience patience,
            MeterRegistry registry,
            PastRuns pastRuns,
            Clock clock) {
        Telling telling = new Telling(store, patience, clock);
        Attempt attempt = new Attempt(root, maker, ReportingThread::start, telling);
        return new JobRunner(telling, new Leftovers(root), attempt, new RunMetrics(registry), pastRuns);
    }

    @Bean
    Housekeeping housekeeping(
            JobStore store,
            DatasetsRoot root,
            Jobs jobs,
            Clock clock,
            SchedulerConfiguration.OwnStore ownStore,
            Settings settings) {
        return new Housekeeping(
                store, root, jobs, clock, new Housekeeping.Terms(ownStore.isOwn(), settings.keepFailed()));
    }
}
