"""The demo: a centre, a district and a stream made on this machine, and a tour through the client that proves each step."""
