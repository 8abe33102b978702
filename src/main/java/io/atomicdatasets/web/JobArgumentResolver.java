package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands controllers the job of the dataset that the path's {@code {id}} names; whatever is no UUID names none. */
@Configuration(proxyBeanMethods = false)
class JobArgumentResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    /** The variable of the path. */
    static final String ID = "id";

    /** Stricter than {@link UUID#fromString}, which also takes groups of other lengths. */
    private static final Pattern SYNTAX =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Jobs jobs;

    JobArgumentResolver(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Job.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return find(variables instanceof Map<?, ?> map ? String.valueOf(map.get(ID)) : "");
    }

    private Job find(String id) {
        Optional<Job> job = SYNTAX.matcher(id).matches() ? jobs.find(UUID.fromString(id)) : Optional.empty();
        return job.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no dataset of this id."));
    }
}
