package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import java.util.BitSet;

/**
 * Holds contents against the checksums of a {@code .cix}, a run of entries at a time: what other threads can do ahead of a
 * {@link RecordScanner}, which is told by {@link RecordScanner#trust}. One thread each; any number may read one file.
 */
public final class ContentCheck {
    private final RecordFile file;
    private final CixFile cix;
    private final SumsGuide guide;

    /** @param cix as a {@link RecordScanner} wants it */
    public ContentCheck(RecordFile file, CixFile cix) {
        this.file = file;
        this.cix = cix;
        guide = new SumsGuide(file.segment(), cix);
    }

    /**
     * Finds the entries whose content stands where they say, in one part, with the checksum that they say.
     *
     * @param fromEntry the first
     * @param toEntry one past the last
     * @param whole gets bit 0 for the first entry, and so on; a bit that is not set means that nothing is known
     * @throws CorruptDataException if the file shrank since it was opened
     */
    public void check(int fromEntry, int toEntry, BitSet whole) {
        whole.clear();
        try {
            for (int entry = fromEntry; entry < toEntry; entry++) {
                if (guide.isRecoverable(entry)) {
                    whole.set(entry - fromEntry);
                }
            }
            PageFault.meet();
        } catch (InternalError fault) {
            throw file.lost(cix.offset(fromEntry), cix, fault);
        }
    }
}
