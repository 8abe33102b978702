package io.atomicdatasets.web;

import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Describes a request in OpenAPI: each field as the table of fields has it, within the configured limits. */
final class RequestSchema implements OpenApiCustomizer {
    private static final String NAME = DatasetRequest.class.getSimpleName();
    private final Limits limits;

    RequestSchema(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(NAME, schema());
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(RequestSchema::bodies)
                .filter(body -> body.getSchema() != null
                        && String.valueOf(body.getSchema().get$ref()).endsWith("/" + NAME))
                .forEach(this::addExamples);
    }

    private static Stream<MediaType> bodies(Operation operation) {
        return operation.getRequestBody() == null || operation.getRequestBody().getContent() == null
                ? Stream.of()
                : operation.getRequestBody().getContent().values().stream();
    }

    private void addExamples(MediaType body) {
        Map<String, Object> every = new LinkedHashMap<>();
        for (RequestField field : RequestField.values()) {
            every.put(field.label(), example(field));
        }
        body.setExamples(new LinkedHashMap<>());
        String required = RequestField.NUM_IMAGES.label();
        body.addExamples("The usual", new Example().value(Map.of(required, example(RequestField.NUM_IMAGES))));
        body.addExamples("Every field", new Example().value(every));
    }

    /** The field's example, unless that is more than the limits allow. */
    private Object example(RequestField field) {
        return field.type(limits) instanceof FieldType.Whole whole
                ? Math.min(((Number) field.example()).longValue(), whole.range().max())
                : field.example();
    }

    Schema<?> schema() {
        Schema<?> schema = new ObjectSchema()
                .description("What to make. Only num_images is required.")
                .additionalProperties(false);
        for (RequestField field : RequestField.values()) {
            Schema<?> property = of(field.type(limits));
            property.setDescription(field.text());
            property.setExample(example(field));
            field.defaultValue().ifPresent(property::setDefault);
            schema.addProperty(field.label(), property);
            if (field.isRequired()) {
                schema.addRequiredItem(field.label());
            }
        }
        return schema;
    }

    /** What a field of this type may hold. */
    static Schema<?> of(FieldType type) {
        if (type instanceof FieldType.Whole whole) {
            return new IntegerSchema()
                    .format("int64")
                    .minimum(BigDecimal.valueOf(whole.range().min()))
                    .maximum(BigDecimal.valueOf(whole.range().max()));
        }
        if (type instanceof FieldType.Choice choice) {
            StringSchema words = new StringSchema();
            words.setEnum(List.copyOf(choice.words()));
            return words;
        }
        if (type instanceof FieldType.Wholes wholes) {
            return new ArraySchema()
                    .items(of(new FieldType.Whole(wholes.range())))
                    .minItems(1)
                    .uniqueItems(true);
        }
        if (type instanceof FieldType.Conditions) {
            return HoldOutSchema.of();
        }
        if (type instanceof FieldType.Text text) {
            return new StringSchema().pattern("^" + text.pattern() + "$");
        }
        return type instanceof FieldType.Decimals decimals ? decimals(decimals) : new BooleanSchema();
    }

    private static Schema<?> decimals(FieldType.Decimals type) {
        Schema<?> schema = new ObjectSchema().additionalProperties(false);
        for (String member : type.members()) {
            schema.addProperty(
                    member, new NumberSchema().minimum(BigDecimal.ZERO).maximum(BigDecimal.valueOf(type.max())));
        }
        return schema;
    }
}
