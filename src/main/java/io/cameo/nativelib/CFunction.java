package io.cameo.nativelib;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The C function that a handle in a record of handles calls; {@link NativeLibrary#bind} links by it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface CFunction {
    /** The declaration, as the header has it: {@code int32_t name(const uint8_t *src, int64_t count)}. */
    String value();
}
