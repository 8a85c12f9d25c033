"""The wire protocols of AWS, driven by the service models that botocore ships."""
