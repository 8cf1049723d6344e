package io.cameo.loader.matting;

/** One sample as an index tells it, before anything is read: which records it needs. Used again. */
final class ClipUnit {
    int fileNumber;
    /** Of the record where the choice begins: what chance is keyed by. */
    long key;
    /** Places in the index of the file, in the order of the sample. */
    final int[] positions;

    int count;
    ClipWindow window = ClipWindow.NONE;
    long offsetBytes;

    ClipUnit(int length) {
        positions = new int[length];
    }
}
