package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.HandMadeShards;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.job.jdbc.TestStore;
import io.atomicdatasets.spec.Specs;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** How datasets that stand are found. */
class AdoptionTest extends JobFixture {
    @Test
    void foreignMetadataIsLeftAlone() throws Exception {
        for (String text :
                new String[] {"{}", "[]", "no json", "null", "{\"version\": \"1.0.0\", \"timestamp\": \"now\"}"}) {
            Path foreign = Files.createDirectories(directory.resolve("foreign-" + text.length()));
            Files.writeString(foreign.resolve("metadata.json"), text);
        }

        new Adoption(store, root).adopt();

        assertThat(store.ids()).isEmpty();
    }

    @Test
    void datasetsThatStandAreAdopted() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100, "output_dir", "mine"));
        jobs.confirm(job.id());
        runner().run(picked(job));
        Files.createDirectory(directory.resolve("no-dataset"));
        TestStore empty = TestStore.h2();

        new Adoption(empty.store(), root).adopt();
        new Adoption(empty.store(), root).adopt();

        assertThat(empty.store().list(Optional.empty(), Optional.empty(), 9))
                .singleElement()
                .satisfies(adopted -> {
                    assertThat(adopted.id()).isEqualTo(job.id());
                    assertThat(adopted.state()).isEqualTo(JobState.SUCCEEDED);
                    assertThat(adopted.name().value()).isEqualTo("mine");
                    assertThat(adopted.plan().spec()).isEqualTo(job.plan().spec());
                });
    }

    @Test
    void aDatasetOfShardsIsAdoptedAsAnyOther() throws Exception {
        Job job = made(100);
        Path standing = directory.resolve(job.name().value());
        HandMadeShards.cut(standing, 3);
        long bytes;
        try (var files = Files.list(standing)) {
            bytes = files.filter(file -> !file.endsWith("metadata.json"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        TestStore empty = TestStore.h2();

        new Adoption(empty.store(), root).adopt();

        Job adopted = empty.store().find(job.id()).orElseThrow();
        assertThat(adopted.plan().spec().fileOptions().shardSize()).isPresent();
        assertThat(adopted.plan().estimate().diskBytes()).isEqualTo(bytes);
    }

    @Test
    void whatIsDeletedBetweenTwoLooksDoesNotComeBackForAMoment() throws Exception {
        Job job = made(100);
        JobStore forgetful = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("ids");
                    Durable.deleteTree(directory.resolve(job.name().value()));
                    return new HashSet<>();
                });

        new Adoption(forgetful, root).adopt();
    }

    @Test
    void whatWasFoundWhileTheStoreWasAwayIsAdoptedWhenItIsBack() throws Exception {
        Job job = made(100);
        TestStore empty = TestStore.h2();
        Adoption adoption = new Adoption(empty.store(), root);
        empty.goAway();
        assertThatThrownBy(adoption::adopt).isInstanceOf(DataAccessException.class);

        empty.comeBack();
        adoption.adopt();

        assertThat(empty.store().ids()).containsExactly(job.id());
    }

    @Test
    void aDatasetThatAppearsIsFoundByHousekeeping() throws Exception {
        Job job = made(100);
        database.force(job.id(), JobState.DELETING);
        store.remove(job.id());
        Housekeeping housekeeping = housekeeping(NOW);

        housekeeping.nowAndThen();
        housekeeping.nowAndThen();

        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }
}
