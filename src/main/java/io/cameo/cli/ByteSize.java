package io.cameo.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as users write it: {@code 4096}, {@code 256M}, {@code 1.5G}; K, M, G, T are powers of 1024. */
final class ByteSize implements ITypeConverter<Long> {
    private static final String UNITS = "KMGT";
    private static final int UNIT_BITS = 10;

    @Override
    public Long convert(String value) {
        String text = value.strip().toUpperCase(Locale.ROOT);
        for (String suffix : new String[] {"IB", "B"}) {
            text = text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
        }
        int unit = text.isEmpty() ? -1 : UNITS.indexOf(text.charAt(text.length() - 1));
        String number = unit < 0 ? text : text.substring(0, text.length() - 1);
        try {
            double bytes = Double.parseDouble(number.strip()) * (1L << (UNIT_BITS * (unit + 1)));
            if (bytes >= 0 && bytes <= 1L << 60) {
                return (long) bytes;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new TypeConversionException("'" + value + "' is not a size, write it as 4096, 256M or 1.5G");
    }
}
