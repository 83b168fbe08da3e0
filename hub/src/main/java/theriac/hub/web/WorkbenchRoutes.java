package theriac.hub.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// The workbench's files: hashed assets for a year, compressed by the build and not once more for each browser;
/// the page itself never from a cache. Every address that belongs to no machine interface gives the page; the
/// single-page application then shows what the address says, also "nothing here".
public final class WorkbenchRoutes implements WebMvcConfigurer {

    /// First path segments that are never a page: a machine that mistypes an address gets 404, not HTML.
    private static final Set<String> MACHINES =
            Set.of("api", "taxii2", "lists", "exports", "assets", "csaf", ".well-known", "warnings");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/workbench/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(false)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new PathResourceResolver());
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/workbench/")
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new PageResolver());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
    }

    private static final class PageResolver extends PathResourceResolver {

        private static final String NOT_BUILT =
                "<!doctype html><html lang=en><meta charset=utf-8><title>Theriac</title>"
                        + "<p>The hub runs, but its workbench has not been built. Run: ./theriac build</html>";

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            var file = path.isEmpty() ? null : super.getResource(path, location);
            if (file != null) {
                return file;
            }
            int slash = path.indexOf('/');
            if (MACHINES.contains(slash < 0 ? path : path.substring(0, slash))) {
                return null;
            }
            var page = super.getResource("index.html", location);
            return page != null ? page : new NotBuilt();
        }

        private static final class NotBuilt extends ByteArrayResource {
            NotBuilt() {
                super(NOT_BUILT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }

            @Override
            public String getFilename() {
                return "index.html";
            }

            @Override
            public long lastModified() {
                return 0;
            }
        }
    }
}
