package io.cameo.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/**
 * A shared library that this machine may or may not have. Once found it stays loaded until the process ends. Immutable;
 * any thread may use it.
 *
 * <p>Keep what {@link #link} gives in {@code static final} fields and call it with {@code invokeExact}: anything else
 * costs a multiple.
 */
public final class NativeLibrary {
    private final String name;
    private final SymbolLookup symbols;

    private NativeLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /**
     * Loads the first of these that can be loaded.
     *
     * @param names file names, which the system's loader looks for where it always does, or absolute paths
     * @return empty if none can
     */
    public static Optional<NativeLibrary> find(List<String> names) {
        return names.stream().flatMap(name -> load(name).stream()).findFirst();
    }

    @SuppressWarnings("restricted") // to load other people's code is what this class is for
    private static Optional<NativeLibrary> load(String name) {
        try {
            return Optional.of(new NativeLibrary(name, SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    /** The C library that the JVM itself runs on. */
    public static NativeLibrary system() {
        return new NativeLibrary("libc", Linker.nativeLinker().defaultLookup());
    }

    /** Under what name it was found. */
    public String name() {
        return name;
    }

    public boolean has(String function) {
        return symbols.find(function).isPresent();
    }

    /** Those of these functions that the library does not have. */
    public List<String> lacks(List<String> functions) {
        return functions.stream().filter(function -> !has(function)).toList();
    }

    /**
     * A handle on a function.
     *
     * @param function the C name
     * @param type its C type; nothing checks that it is the true one, and a wrong one ends the process or worse
     * @throws LinkageError if the library has no such function
     */
    @SuppressWarnings("restricted") // callers state the types beside the C declarations
    public MethodHandle link(String function, FunctionDescriptor type) {
        MemorySegment address = symbols.find(function)
                .orElseThrow(() ->
                        new UnsatisfiedLinkError("function is missing: library=" + name + ", function=" + function));
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    /**
     * A record of handles, each on the function that its component's {@link CFunction} declares.
     *
     * @param lookup the caller's, which may call the record's constructor
     * @param type a record of {@link MethodHandle}s
     * @throws LinkageError if the library lacks one of the functions
     * @throws IllegalArgumentException if the record is not of that kind
     */
    public <R extends Record> R bind(MethodHandles.Lookup lookup, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] handles = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            CFunction function = components[i].getAnnotation(CFunction.class);
            if (function == null) {
                throw new IllegalArgumentException(
                        "component names no function: record=" + type.getName() + ", component=" + components[i]);
            }
            CDeclaration declaration = CDeclaration.parse(function.value());
            handles[i] = link(declaration.name(), declaration.type());
            types[i] = MethodHandle.class;
        }
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
            return type.cast(constructor.invokeWithArguments(handles));
        } catch (Throwable thrown) {
            throw new IllegalArgumentException("not a record of handles: record=" + type.getName(), thrown);
        }
    }

    /** A C string that a function returned, in UTF-8; it must end. */
    @SuppressWarnings("restricted") // its length is not known before it has been read
    public static String text(MemorySegment pointer) {
        return pointer.reinterpret(Integer.MAX_VALUE).getString(0);
    }

    /**
     * What to throw for what came out of a handle's call: the failure itself where Java made it (memory that was closed,
     * for one), else an exception around it.
     */
    public static RuntimeException failure(String function, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException known ? known : new NativeException(function, thrown);
    }
}
