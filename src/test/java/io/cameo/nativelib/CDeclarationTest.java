package io.cameo.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CDeclarationTest {
    record Absolute(@CFunction("int32_t abs(int32_t value)") MethodHandle abs) {}

    record Missing(
            @CFunction("int32_t no_such_function(void)") MethodHandle missing) {}

    record Unnamed(MethodHandle handle) {}

    record Other(@CFunction("int32_t abs(int32_t value)") String text) {}

    @Test
    void readsTypes() {
        CDeclaration declaration = CDeclaration.parse(
                "int32_t f(const uint8_t *const *src, void *dst, int64_t n,\n float f, double d, int32_t i)");
        assertThat(declaration.name()).isEqualTo("f");
        assertThat(declaration.type())
                .isEqualTo(FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_FLOAT, JAVA_DOUBLE, JAVA_INT));
        assertThat(CDeclaration.parse("const char *text(void)").type()).isEqualTo(FunctionDescriptor.of(ADDRESS));
        assertThat(CDeclaration.parse("void g(int32_t i)").type()).isEqualTo(FunctionDescriptor.ofVoid(JAVA_INT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "int32_t f", "int f(void)", "int32_t f(long n)", "int32_t f(int32_t)", "int32_t f(,)"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> CDeclaration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bindsRecords() throws Throwable {
        NativeLibrary libc = NativeLibrary.system();
        assertThat((int) libc.bind(MethodHandles.lookup(), Absolute.class).abs.invokeExact(-5))
                .isEqualTo(5);
        assertThatThrownBy(() -> libc.bind(MethodHandles.lookup(), Missing.class))
                .isInstanceOf(LinkageError.class)
                .hasMessage("function is missing: library=libc, function=no_such_function");
        assertThatThrownBy(() -> libc.bind(MethodHandles.lookup(), Unnamed.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no function");
        assertThatThrownBy(() -> libc.bind(MethodHandles.lookup(), Other.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a record of handles");
    }
}
