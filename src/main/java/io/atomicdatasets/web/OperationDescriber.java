package io.atomicdatasets.web;

import static java.util.stream.Collectors.joining;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Describes in OpenAPI what annotations of the framework cannot: the dataset that a path names, and {@link Problems}. */
final class OperationDescriber implements OperationCustomizer {
    private static final Set<ProblemType> EVERYWHERE = EnumSet.of(
            ProblemType.MALFORMED_URL,
            ProblemType.BAD_REQUEST,
            ProblemType.KEY_WANTED,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.FOREIGN_HOST,
            ProblemType.INTERNAL);

    private static final Set<ProblemType> OF_BODIES =
            EnumSet.of(ProblemType.MALFORMED_BODY, ProblemType.BODY_TOO_SLOW, ProblemType.BUSY);

    private static final Set<ProblemType> OF_DATASETS = EnumSet.of(ProblemType.NOT_FOUND, ProblemType.STORE_DOWN);

    OperationDescriber() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Job.class);
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Set<ProblemType> problems = EnumSet.copyOf(EVERYWHERE);
        Problems annotated = method.getMethodAnnotation(Problems.class);
        if (annotated != null) {
            problems.addAll(List.of(annotated.value()));
        }
        if (isUnsafe(method)) {
            problems.add(ProblemType.FOREIGN_ORIGIN);
        }
        if (operation.getRequestBody() != null) {
            problems.addAll(OF_BODIES);
        }
        if (Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(Job.class))) {
            problems.addAll(OF_DATASETS);
            addId(operation);
        }
        describe(operation, problems);
        return operation;
    }

    private static boolean isUnsafe(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping != null && !List.of(mapping.method()).contains(RequestMethod.GET);
    }

    private static void addId(Operation operation) {
        List<Parameter> parameters = new ArrayList<>(List.of(new PathParameter()
                .name(JobArgumentResolver.ID)
                .description("The dataset's id.")
                .schema(new UUIDSchema())));
        parameters.addAll(operation.getParameters() == null ? List.of() : operation.getParameters());
        operation.setParameters(parameters);
    }

    /** One answer for each status, whatever kinds of problems have it. */
    private static void describe(Operation operation, Set<ProblemType> problems) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
        for (ProblemType problem : problems) {
            byStatus.computeIfAbsent(problem.status().value(), status -> new ArrayList<>())
                    .add(problem);
        }
        byStatus.forEach(
                (status, types) -> operation.getResponses().addApiResponse(String.valueOf(status), response(types)));
    }

    private static ApiResponse response(List<ProblemType> types) {
        MediaType body = new MediaType().schema(new Schema<>().$ref(OpenApiConfiguration.PROBLEM_SCHEMA));
        for (ProblemType type : types) {
            body.addExamples(type.label(), new Example().$ref("#/components/examples/" + type.label()));
        }
        return new ApiResponse()
                .description(types.stream().map(ProblemType::title).collect(joining("; or: ", "", ".")))
                .content(new Content().addMediaType(APPLICATION_PROBLEM_JSON_VALUE, body));
    }

    /** What a problem of a kind looks like. */
    static Example example(ProblemType type) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", type.uri().toString());
        problem.put("title", type.title());
        problem.put("status", type.status().value());
        if (type == ProblemType.INVALID_REQUEST) {
            problem.put("errors", List.of(Map.of("pointer", "/grid_size", "detail", "must be between 8 and 32")));
        }
        return new Example().summary(type.title() + ".").value(problem);
    }
}
