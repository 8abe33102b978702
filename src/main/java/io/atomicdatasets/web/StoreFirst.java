package io.atomicdatasets.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers 503 at once for everything about datasets while the database is away. */
@Configuration(proxyBeanMethods = false)
class StoreFirst implements WebMvcConfigurer {
    private final StoreWatch store;

    StoreFirst(StoreWatch store) {
        this.store = store;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(store).addPathPatterns("/datasets", "/datasets/**");
    }
}
