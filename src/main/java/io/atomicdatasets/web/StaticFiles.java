package io.atomicdatasets.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** The web page and the Python loader: files below {@code static/}, which hold no data and need no key. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class StaticFiles {
    static final String[] PATHS = {"/", "/index.html", "/favicon.svg", "/css/*", "/js/*", "/atomic_datasets.py"};

    /** Files in a jar all carry the time of the build, so a browser's copy is validated by a hash of its bytes. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> pageEtags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> etags =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        etags.addUrlPatterns(PATHS);
        return etags;
    }
}
