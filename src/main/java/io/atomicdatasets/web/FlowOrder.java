package io.atomicdatasets.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Puts the description into the order in which one uses what it describes, and names the calls that share a method. */
final class FlowOrder implements OpenApiCustomizer {
    private static final List<String> TAGS = List.of("Datasets", "Files", "Preview and proof", "Streams", "Session");

    private static final List<String> PATHS = List.of(
            "/preview",
            "/datasets",
            "/datasets/{id}",
            "/datasets/{id}/preview",
            "/datasets/{id}/confirm",
            "/datasets/{id}/progress",
            "/datasets/{id}/cancel",
            "/datasets/{id}/retry",
            "/datasets/{id}/files",
            "/datasets/{id}/files/{name}",
            "/datasets/{id}/files.tar",
            "/datasets/{id}/train.npz",
            "/datasets/{id}/val.npz",
            "/datasets/{id}/test.npz",
            "/datasets/{id}/ood.npz",
            "/datasets/{id}/metadata",
            "/datasets/{id}/report",
            "/datasets/{id}/samples/{split}",
            "/datasets/{id}/samples/{split}/{index}",
            "/datasets/{id}/verification",
            "/images",
            "/session");

    private static final Map<String, String> SHORT_NAMES = Map.of(
            "train.npz", "downloadTrain",
            "val.npz", "downloadVal",
            "test.npz", "downloadTest",
            "ood.npz", "downloadOod",
            "metadata", "getMetadata",
            "report", "getReport");

    @Override
    public void customise(OpenAPI api) {
        api.getServers().forEach(server -> server.setDescription("This service."));
        api.getTags().sort(Comparator.comparing(Tag::getName, byPlace(TAGS)));
        Map<String, PathItem> sorted = new TreeMap<>(byPlace(PATHS));
        sorted.putAll(api.getPaths());
        Paths paths = new Paths();
        sorted.forEach((path, item) -> {
            String id = SHORT_NAMES.get(path.substring(path.lastIndexOf('/') + 1));
            if (id != null) {
                item.readOperations().forEach((Operation operation) -> operation.setOperationId(id));
            }
            paths.addPathItem(path, item);
        });
        api.setPaths(paths);
    }

    /** What is not in the list comes last. */
    private static Comparator<String> byPlace(List<String> order) {
        return Comparator.<String>comparingInt(each -> Math.floorMod(order.indexOf(each), order.size() + 1))
                .thenComparing(Comparator.naturalOrder());
    }
}
