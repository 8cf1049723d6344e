package io.cameo.loader;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One sample, for Java Flight Recorder. Off unless a recording asks for it: there may be many thousands a second. */
@Name("io.cameo.SampleRead")
@Label("Sample Read")
@Description("One record found, decoded and written as a tensor")
@Category({"Cameo", "Loader"})
@Enabled(false)
@StackTrace(false)
final class SampleReadEvent extends Event {
    @Label("Key")
    @Description("Or the place in the index, where samples are read by that")
    long key;

    @Label("Payload Size")
    @DataAmount
    int payloadBytes;

    @Label("Width of the Image in Pixels")
    int widthPx;

    @Label("Height of the Image in Pixels")
    int heightPx;
}
