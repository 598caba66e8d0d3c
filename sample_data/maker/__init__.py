"""The maker of the sample county: first the truth as plain objects, then the exports that spoil it on purpose.

Nothing here imports the product. The expected answers are worked out from the truth, never from the files.
"""
