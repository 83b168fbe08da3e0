package theriac.hub.policy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a route asks of its caller. A route without it answers nobody; `docs/routes.txt` lists them all.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
    Permission value();

    /// Whether the person must have shown lately that it is her: a step that does harm in a session found open.
    boolean confirmed() default false;
}
