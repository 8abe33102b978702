package io.atomicdatasets.web;

import io.atomicdatasets.describe.Program;
import io.atomicdatasets.spec.Limits;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the contract, for Swagger UI and for generators of clients. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
    private static final String PROBLEM = "Problem";

    /** Where all problems are described. */
    static final String PROBLEM_SCHEMA = "#/components/schemas/" + PROBLEM;

    @Bean
    AnswerSchemas answerSchemas() {
        return new AnswerSchemas();
    }

    @Bean
    FlowOrder flowOrder() {
        return new FlowOrder();
    }

    @Bean
    RequestSchema requestSchema(Limits limits) {
        return new RequestSchema(limits);
    }

    @Bean
    StreamParameters streamParameters(Limits limits) {
        return new StreamParameters(limits);
    }

    @Bean
    OperationDescriber operationDescriber() {
        return new OperationDescriber();
    }

    @Bean
    OpenAPI openApi() {
        Components components = new Components()
                .addSchemas(PROBLEM, problemSchema())
                .addParameters(WaitPreference.PREFER, WaitPreference.parameter());
        // A method that is none has no call, and a run's failure is told in the answer for its dataset.
        for (ProblemType type :
                EnumSet.complementOf(EnumSet.of(ProblemType.METHOD_NOT_ALLOWED, ProblemType.RUN_FAILED))) {
            components.addExamples(type.label(), OperationDescriber.example(type));
        }
        components.addSecuritySchemes(
                "bearer", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        components.addSecuritySchemes(
                "key",
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(KeyFilter.KEY_HEADER));
        return new OpenAPI()
                .security(List.of(
                        new SecurityRequirement(), // where no key is configured
                        new SecurityRequirement().addList("bearer"),
                        new SecurityRequirement().addList("key")))
                .info(new Info()
                        .title(Program.NAME)
                        .version(Program.VERSION)
                        .description("Large, labelled, reproducible datasets of small grid images. Ask for one, look at"
                                + " the plan, confirm it, follow its progress, download its files.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(components);
    }

    private static Schema<?> types() {
        StringSchema types = new StringSchema();
        types.setDescription("The kind of problem, for programs; stays the same in later versions.");
        types.setExample(ProblemType.INVALID_REQUEST.uri().toString());
        types.setEnum(Arrays.stream(ProblemType.values())
                .map(type -> type.uri().toString())
                .toList());
        return types;
    }

    private static Schema<?> problemSchema() {
        Schema<?> error = new ObjectSchema()
                .addProperty("pointer", new StringSchema().example("/num_images"))
                .addProperty("detail", new StringSchema().example("must be between 1 and 1000000000"));
        error.setRequired(List.of("pointer", "detail"));
        Schema<?> problem = new ObjectSchema()
                .description("What was wrong, what is allowed, what to do (RFC 9457).")
                .addProperty("type", types())
                .addProperty("title", new StringSchema().description("The kind of problem, in words."))
                .addProperty("status", new IntegerSchema().example(422))
                .addProperty("detail", new StringSchema().description("What is wrong this time, and what to do."))
                .addProperty("instance", new StringSchema().description("The path that was asked for."))
                .addProperty("state", new StringSchema().description("The dataset's state, where it is the reason."))
                .addProperty(
                        "shards",
                        new ArraySchema()
                                .items(new StringSchema().example("train-00000.npz"))
                                .description("The first files of a split that is asked for as one, a hundred at most."))
                .addProperty("shard_count", new IntegerSchema().description("How many files the split has."))
                .addProperty("errors", new ArraySchema().items(error).description("Every wrong field."));
        problem.setRequired(List.of("type", "title", "status"));
        return problem;
    }
}
