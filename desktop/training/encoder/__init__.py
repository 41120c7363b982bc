"""Training of the shared encoder: one pass over an article gives who said what and the meaning of its sentences.

    export PYTHONPATH=desktop/training OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0
    python -m encoder.teacher --kept DIRECTORY ATTRIBUTION_TRAIN OUTLETS_TRAIN
    python -m encoder.train --kept DIRECTORY ATTRIBUTION_TRAIN OUTLETS_TRAIN
    python -m encoder.export --kept DIRECTORY
    python -m encoder.score --model DIRECTORY/shipped ATTRIBUTION_DEV

`windows` and `decode` need numpy and tokenizers alone: they are what a program that uses the encoder runs.
"""
