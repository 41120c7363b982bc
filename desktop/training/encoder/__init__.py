"""Training of the shared encoder: one pass over an article gives who said what and the meaning of its sentences.

    python -m pip install torch==2.13.0 safetensors onnx
    python -m pip install .
    export PYTHONPATH=desktop:desktop/training OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0
    python -m encoder.teacher --base MINILM --kept TAUGHT ATTRIBUTION_TRAIN OUTLETS_TRAIN
    python -m encoder.train --base MINILM --taught TAUGHT --kept RUN --epochs 5 --aimed 7 4 \
        ATTRIBUTION_TRAIN OUTLETS_TRAIN
    python -m encoder.export --base MINILM --weights RUN/trained.pt --to MODEL --measure ATTRIBUTION_TRAIN
    python -m encoder.tune --model MODEL ATTRIBUTION_TRAIN
    python -m encoder.score --model MODEL ATTRIBUTION_DEV

MINILM is a directory with all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json). The teacher takes minutes,
the training an hour and a half on two cores, `tune` a quarter of an hour; started again, the training goes on from its
last half epoch. Everything is made anew from the seed in `train`, up to the order in which the processor adds. The odd
schedule (`--aimed`) is that of the weights that are shipped: they were begun for seven epochs, and turned to five.

Windows of words come from the program itself (`parallax.language.windows`), so training and use read alike; so do
the decoding and the reading of the shipped model.
"""
