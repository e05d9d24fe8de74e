"""placeholder"""


def kazakh_stems(form):
    return (form,)
