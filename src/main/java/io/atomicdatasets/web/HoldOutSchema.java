package io.atomicdatasets.web;

import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.HoldOut;
import io.atomicdatasets.spec.Protocol;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes in OpenAPI what a request holds out. */
final class HoldOutSchema {
    private HoldOutSchema() {}

    static Schema<?> of() {
        Schema<?> condition = new ObjectSchema()
                .description("All of it about one image and one of its objects.")
                .minProperties(1)
                .additionalProperties(false);
        for (Factor factor : Factor.values()) {
            condition.addProperty(factor.label(), factor(factor));
        }
        StringSchema protocol = new StringSchema();
        protocol.setDescription("Conditions that have a name, in place of when.");
        protocol.setEnum(Arrays.stream(Protocol.values()).map(Protocol::label).toList());
        ArraySchema when = new ArraySchema();
        when.items(condition)
                .minItems(1)
                .maxItems(HoldOut.MOST_CONDITIONS)
                .description("An image that fulfils one of these is held out.");
        return new Schema<>().addOneOfItem(with("when", when)).addOneOfItem(with("protocol", protocol));
    }

    /** What is held out, told by one of the members that can tell it. */
    private static Schema<?> with(String name, Schema<?> member) {
        Schema<?> schema = new ObjectSchema().additionalProperties(false);
        schema.addProperty(name, member);
        schema.addProperty("num_images", whole(1, null).description("How many images the split ood has."));
        schema.addRequiredItem(name);
        schema.addRequiredItem("num_images");
        return schema;
    }

    private static Schema<?> factor(Factor factor) {
        if (!factor.names().isEmpty()) {
            StringSchema names = new StringSchema();
            names.setEnum(List.copyOf(factor.names()));
            return names;
        }
        ArraySchema range = new ArraySchema();
        range.setDescription("The first and the last.");
        return new Schema<>()
                .addOneOfItem(number(factor))
                .addOneOfItem(range.items(number(factor)).minItems(2).maxItems(2));
    }

    private static Schema<?> number(Factor factor) {
        return whole(factor.range().min(), factor.range().max());
    }

    private static Schema<?> whole(long min, @Nullable Long max) {
        return new IntegerSchema()
                .format("int64")
                .minimum(BigDecimal.valueOf(min))
                .maximum(max == null ? null : BigDecimal.valueOf(max));
    }
}
