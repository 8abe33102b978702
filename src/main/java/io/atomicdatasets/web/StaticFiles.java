package io.atomicdatasets.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** The web page: files below {@code static/}, which tell nothing and are open to everybody. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class StaticFiles {
    static final String[] PATHS = {"/", "/index.html", "/style.css", "/favicon.svg", "/js/*"};

    /** Files in a jar all have the time of the build, so that only their bytes tell whether a browser's copy is the one. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> pageEtags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> etags =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        etags.addUrlPatterns(PATHS);
        return etags;
    }
}
