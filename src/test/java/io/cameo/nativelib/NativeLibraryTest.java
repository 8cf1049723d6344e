package io.cameo.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    private final NativeLibrary libc = NativeLibrary.system();

    @Test
    void linksWhatIsThere() throws Throwable {
        MethodHandle labs = libc.link("labs", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        assertThat((long) labs.invokeExact(-5L)).isEqualTo(5);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(libc.has("labs")).isTrue();
        assertThat(libc.lacks(List.of("labs", "no_such_function"))).containsExactly("no_such_function");
        assertThatThrownBy(() -> libc.link("no_such_function", FunctionDescriptor.ofVoid()))
                .isInstanceOf(LinkageError.class)
                .hasMessage("function is missing: library=libc, function=no_such_function");
    }

    @Test
    void aLibraryThatIsNotThereIsNoError() {
        assertThat(NativeLibrary.find(List.of())).isEmpty();
        assertThat(NativeLibrary.find(List.of("libno_such_library.so.7", "/no/such/lib.so")))
                .isEmpty();
    }

    @Test
    void failuresOfJavaStayThemselves() {
        IllegalStateException closed = new IllegalStateException("closed");
        assertThat(NativeLibrary.failure("f", closed)).isSameAs(closed);
        assertThatThrownBy(() -> NativeLibrary.failure("f", new OutOfMemoryError("native")))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(NativeLibrary.failure("f", new Exception("odd")))
                .isInstanceOf(NativeException.class)
                .hasMessage("native call failed: function=f");
        assertThat(new NativeException("madvise", -1, ""))
                .hasMessage("native call failed: function=madvise, status=-1");
        assertThat(new NativeException("tjDecompress2", -1, "bad"))
                .hasMessage("native call failed: function=tjDecompress2, status=-1, detail=bad");
    }
}
