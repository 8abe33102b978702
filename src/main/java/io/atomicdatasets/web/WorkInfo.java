package io.atomicdatasets.web;

import io.atomicdatasets.job.Instance;
import io.atomicdatasets.job.Jobs;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Which process this is, and which process makes which dataset, in {@code /actuator/info}. */
@Component
final class WorkInfo implements InfoContributor {
    private final Instance instance;
    private final Jobs jobs;
    private final StoreWatch store;

    WorkInfo(Instance instance, Jobs jobs, StoreWatch store) {
        this.instance = instance;
        this.jobs = jobs;
        this.store = store;
    }

    @Override
    public void contribute(Info.Builder info) {
        info.withDetail("instance", instance.name());
        if (store.isDatabaseUp()) {
            info.withDetail("running", running());
        }
    }

    private List<Map<String, Object>> running() {
        return jobs.workers().entrySet().stream()
                .map(worker -> Map.<String, Object>of("dataset", worker.getKey(), "instance", worker.getValue()))
                .toList();
    }
}
