package io.atomicdatasets.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems that an operation answers with, for its description. {@link OperationDescriber} adds that of a path that names no
 * dataset.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface Problems {
    ProblemType[] value();
}
