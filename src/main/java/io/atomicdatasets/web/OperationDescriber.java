package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.web.method.HandlerMethod;

/** Describes in OpenAPI what annotations of the framework cannot: the dataset that a path names, and {@link Problems}. */
final class OperationDescriber implements OperationCustomizer {
    OperationDescriber() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Job.class);
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Problems problems = method.getMethodAnnotation(Problems.class);
        if (problems != null) {
            Arrays.stream(problems.value()).forEach(problem -> add(operation, problem));
        }
        boolean namesADataset = Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(Job.class));
        if (namesADataset) {
            add(operation, ProblemType.NOT_FOUND);
            List<Parameter> parameters = new ArrayList<>(List.of(new PathParameter()
                    .name(JobArgumentResolver.ID)
                    .description("The dataset's id, a UUID.")
                    .schema(new StringSchema())));
            parameters.addAll(operation.getParameters() == null ? List.of() : operation.getParameters());
            operation.setParameters(parameters);
        }
        return operation;
    }

    private static void add(Operation operation, ProblemType problem) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        operation
                .getResponses()
                .addApiResponse(
                        String.valueOf(problem.status().value()),
                        new ApiResponse().$ref("#/components/responses/" + problem.label()));
    }
}
