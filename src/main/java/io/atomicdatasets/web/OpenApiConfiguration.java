package io.atomicdatasets.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.atomicdatasets.describe.Program;
import io.atomicdatasets.spec.Limits;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the contract, for Swagger UI and for generators of clients. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
    private static final String PROBLEM = "Problem";

    /** springdoc's own mapper knows nothing of the names that ours writes. */
    @Bean
    ModelResolver modelResolver() {
        return new ModelResolver(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
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
        Components components = new Components().addSchemas(PROBLEM, problemSchema());
        for (ProblemType type : ProblemType.values()) {
            components.addResponses(type.label(), response(type.title()));
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

    private static ApiResponse response(String title) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(title + ".")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(reference)));
    }

    private static Schema<?> problemSchema() {
        Schema<?> error = new ObjectSchema()
                .addProperty("pointer", new StringSchema().example("/num_images"))
                .addProperty("detail", new StringSchema().example("must be between 1 and 1000000000"));
        return new ObjectSchema()
                .description("What was wrong, what is allowed, what to do (RFC 9457).")
                .addProperty("type", new StringSchema().example("urn:atomic-datasets:problem:invalid-request"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema().example(422))
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("state", new StringSchema().description("The dataset's state, where it is the reason."))
                .addProperty(
                        "shards",
                        new ArraySchema()
                                .items(new StringSchema().example("train-00000.npz"))
                                .description("The first files of a split that is asked for as one, a hundred at most."))
                .addProperty("shard_count", new IntegerSchema().description("How many files the split has."))
                .addProperty("errors", new ArraySchema().items(error).description("Every wrong field."));
    }
}
