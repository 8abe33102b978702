package io.atomicdatasets.web;

import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.StreamField;
import io.atomicdatasets.spec.StreamSpec;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Optional;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Describes in OpenAPI the parameters of a stream: each field as the tables of fields have it. */
final class StreamParameters implements OperationCustomizer {
    private final Limits limits;

    StreamParameters(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        if (!method.getBeanType().equals(StreamsController.class)) {
            return operation;
        }
        for (StreamField field : StreamField.values()) {
            add(operation, field.label(), field.text(), schema(field.type(), field.defaultValue()));
        }
        for (RequestField field : StreamSpec.requestFields()) {
            FieldType type = field.type(limits);
            add(operation, field.label(), field.text(), schema(type, field.defaultValue()));
        }
        add(
                operation,
                StreamQuery.ALGORITHM_VERSION,
                "The version whose images are wanted, for who must not be given those of another.",
                new IntegerSchema().example(Versions.CURRENT.algorithm()));
        return operation;
    }

    private static void add(Operation operation, String name, String text, Schema<?> schema) {
        operation.addParametersItem(
                new QueryParameter().name(name).description(text).schema(schema));
    }

    /** What a field has several of stands in one text, {@code blob=0.4,line=0.6}, {@code 1,3,7} or JSON. */
    private static Schema<?> schema(FieldType type, Optional<Object> defaultValue) {
        boolean isText = type instanceof FieldType.Decimals
                || type instanceof FieldType.Wholes
                || type instanceof FieldType.Conditions;
        Schema<?> schema = isText ? new StringSchema() : RequestSchema.of(type);
        defaultValue.ifPresent(value -> schema.setDefault(isText ? type.write(value) : value));
        return schema;
    }
}
