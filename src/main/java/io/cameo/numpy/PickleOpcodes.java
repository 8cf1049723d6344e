package io.cameo.numpy;

/** The names of the instructions that are refused, for messages. */
final class PickleOpcodes {
    private PickleOpcodes() {}

    static String name(int opcode) {
        String name = switch (opcode) {
            case '0' -> "POP";
            case '1' -> "POP_MARK";
            case '2' -> "DUP";
            case 'F' -> "FLOAT";
            case 'G' -> "BINFLOAT";
            case 'P' -> "PERSID";
            case 'Q' -> "BINPERSID";
            case 'd' -> "DICT";
            case '}' -> "EMPTY_DICT";
            case 's' -> "SETITEM";
            case 'u' -> "SETITEMS";
            case 'o' -> "OBJ";
            case 0x81 -> "NEWOBJ";
            case 0x82 -> "EXT1";
            case 0x83 -> "EXT2";
            case 0x84 -> "EXT4";
            case 0x8b -> "LONG4";
            case 0x8f -> "EMPTY_SET";
            case 0x90 -> "ADDITEMS";
            case 0x91 -> "FROZENSET";
            case 0x92 -> "NEWOBJ_EX";
            case 0x97 -> "NEXT_BUFFER";
            case 0x98 -> "READONLY_BUFFER";
            default -> "unknown";
        };
        return "0x" + Integer.toHexString(opcode) + " (" + name + ")";
    }
}
