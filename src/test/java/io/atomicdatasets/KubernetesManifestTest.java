package io.atomicdatasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What one part of deploy/kubernetes.yaml refers to is in another part. */
class KubernetesManifestTest {
    private static final Map<Object, Object> BY_KIND = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(Path.of("deploy/kubernetes.yaml"));
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(text)
                .forEach(each -> BY_KIND.put(((Map<?, ?>) each).get("kind"), each));
    }

    @Test
    void theDeploymentAndTheServiceFindTheirPods() {
        Object labels = at("Deployment", "spec", "template", "metadata", "labels");

        assertThat(labels).isNotNull();
        assertThat(at("Deployment", "spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(at("Service", "spec", "selector")).isEqualTo(labels);
    }

    @Test
    void everyMountHasItsVolumeAndTheClaimIsThere() {
        List<Object> volumes = of(at("Deployment", "spec", "template", "spec", "volumes"), "name");

        assertThat(of(container().get("volumeMounts"), "name")).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(of(at("Deployment", "spec", "template", "spec", "volumes"), "persistentVolumeClaim", "claimName"))
                .contains(at("PersistentVolumeClaim", "metadata", "name"));
    }

    @Test
    void trafficAndProbesGoToAPortOfThePod() {
        List<Object> ports = of(container().get("ports"), "name");

        assertThat(of(at("Service", "spec", "ports"), "targetPort")).isSubsetOf(ports);
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> in(container(), probe, "httpGet", "port")))
                .isSubsetOf(ports);
    }

    /** Neither of these is down while the database is away. */
    @Test
    void probesAskForWhatDoesNotDependOnTheDatabase() {
        assertThat(in(container(), "startupProbe", "httpGet", "path")).isEqualTo("/actuator/health/liveness");
        assertThat(in(container(), "livenessProbe", "httpGet", "path")).isEqualTo("/actuator/health/liveness");
        assertThat(in(container(), "readinessProbe", "httpGet", "path")).isEqualTo("/actuator/health/readiness");
    }

    private static Map<?, ?> container() {
        List<?> containers = (List<?>) at("Deployment", "spec", "template", "spec", "containers");
        return (Map<?, ?>) containers.get(0);
    }

    private static Object at(String kind, String... path) {
        return in(BY_KIND.get(kind), path);
    }

    private static Object in(Object from, String... path) {
        Object found = from;
        for (String key : path) {
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return found;
    }

    private static List<Object> of(Object list, String... path) {
        return ((List<?>) list)
                .stream()
                        .map(each -> in(each, path))
                        .filter(java.util.Objects::nonNull)
                        .toList();
    }
}
