"""The dashboard: policy makers explore, compare and understand, in a browser, without a network.

It reads results and asks for runs; the model knows nothing of it. Needs the extra `dashboard`.
"""
