"""医疗安全 police rooms, complaints, disputes, insurance and order in hospitals."""
